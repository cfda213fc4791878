import { AwsClient } from "aws4fetch";
import type { Send } from "./remote-source.ts";

/** Where an S3-compatible store is and how to sign in; from the configuration only. */
export interface S3Config {
  /** Address of the store, for example https://s3.eu-central-1.amazonaws.com or https://minio.example.org. */
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Address of an object, the bucket in the path, as every S3-compatible store takes it. */
export function s3Url({ endpoint }: S3Config, bucket: string, key: string): string {
  const path = [bucket, ...key.split("/")].map(encodeURIComponent).join("/");
  return `${endpoint.replace(/\/+$/, "")}/${path}`;
}

/** Requests for one object, signed with AWS Signature Version 4. */
export function s3Send(config: S3Config, bucket: string, key: string): Send {
  const { region, accessKeyId, secretAccessKey, sessionToken } = config;
  const client = new AwsClient({
    accessKeyId,
    secretAccessKey,
    region,
    service: "s3",
    ...(sessionToken ? { sessionToken } : {}),
  });
  const url = s3Url(config, bucket, key);
  return async (headers, signal) => fetch(await client.sign(url, { headers }), { signal, redirect: "error" });
}

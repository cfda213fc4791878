import { inspectArchive } from "@parkatlas/tile-server";
import { isFolder } from "../input/files.ts";
import { tileAddressOf } from "../input/tile-address.ts";
import { UsageError } from "../input/usage-error.ts";
import { type Call, type Command, JSON_FLAG } from "./command.ts";

// Writes the same file smaller beside each file of a folder: `.br` and `.gz`. The server chooses by what the browser
// accepts. Node's own native compressors take seconds where the same in an unoptimised Rust build takes half a minute.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const folder = process.argv[2];

await Promise.all(
  (await readdir(folder)).map(async (name) => {
    const path = join(folder, name);
    const contents = await readFile(path);
    const settings = {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: contents.length,
      },
    };
    await Promise.all([
      promisify(brotliCompress)(contents, settings).then((smaller) => writeFile(`${path}.br`, smaller)),
      promisify(gzip)(contents, { level: 9 }).then((smaller) => writeFile(`${path}.gz`, smaller)),
    ]);
  }),
);

"""sketch.py: the sketches of a Jibu archive, made by Spark.

    spark-submit sketch.py --archive data/archive --out sketches [--jibu jibu] [--partitions N] -- OPTIONS OF jibu scan --sketch

Each task runs `jibu scan --sketch` on some segments and writes one file. Spark sees lines of text and nothing else, so no
rule about posts is written twice. Then, once: jibu replay OPTIONS --from-matches sketches/part-*
"""
import argparse
import glob
import subprocess

from pyspark.sql import SparkSession


def lines(command, segments):
    """The sketch of a partition, line by line, so that memory stays flat."""
    segments = list(segments)
    if not segments:
        return
    with subprocess.Popen(command + segments, stdout=subprocess.PIPE, encoding="utf-8") as process:
        for line in process.stdout:
            yield line.rstrip("\n")
    # Status 1 says that a segment is damaged; the replay will say it again.
    if process.returncode > 1:
        raise RuntimeError(f"jibu scan --sketch ended with status {process.returncode}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--jibu", default="jibu")
    parser.add_argument("--partitions", type=int)
    parser.add_argument("options", nargs="*")
    arguments = parser.parse_args()
    segments = sorted(glob.glob(f"{arguments.archive}/date=*/*.ndjson.zst"))
    if not segments:
        raise SystemExit(f"{arguments.archive}: there is no segment in this folder")
    command = [arguments.jibu, "scan", "--sketch", *arguments.options]
    spark = SparkSession.builder.appName("jibu sketch").getOrCreate()
    context = spark.sparkContext
    partitions = arguments.partitions or max(2 * context.defaultParallelism, len(segments) // 200)
    context.parallelize(segments, partitions).mapPartitions(lambda part: lines(command, part)).saveAsTextFile(arguments.out)
    spark.stop()


main()

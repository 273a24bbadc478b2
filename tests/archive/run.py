"""An archive through Spark: findings and facts as Parquet, contradictions between articles by a join in Spark SQL. The recipe of
docs/archives.md, and its test.

    python tests/archive/run.py PROGRAM [--cost ARTICLES]

Reads `articles` beside this with two executors on 127.0.0.1, and holds the pairs that come out to those that
`copydesk lint --across` finds in the same folder. With --cost it then writes so many articles of its own and shows the time with
1, 2 and 4 partitions. Needs pyspark and Java 17.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
# How many facts may share a key before it tells nothing; the same number as in src/archive/candidates.rs.
CROWD = 64

os.environ.update(SPARK_LOCAL_IP="127.0.0.1", SPARK_LOCAL_HOSTNAME="127.0.0.1", PYSPARK_PYTHON=sys.executable)

from pyspark.sql import SparkSession  # noqa: E402 (Spark reads the environment when it is loaded.)
from pyspark.sql import types as t  # noqa: E402

STRING, INTEGER, DOUBLE = t.StringType(), t.LongType(), t.DoubleType()
FACT = t.StructType(
    [
        t.StructField(name, kind)
        for name, kind in {
            "article": STRING,
            "entity": STRING,
            "predicate": STRING,
            "date": STRING,
            "lemma": STRING,
            "kind": STRING,
            "value": DOUBLE,
            "value_high": DOUBLE,
            "bound": STRING,
            "unit": STRING,
            "place": STRING,
            "polarity": STRING,
            "voice": STRING,
            "start": INTEGER,
            "end": INTEGER,
            "sentence": STRING,
            "published": STRING,
            "error": STRING,
        }.items()
    ]
)
SIDE = t.StructType([field for field in FACT if field.name in ("article", "start", "end", "sentence", "published")])
FINDING = t.StructType(
    [t.StructField(name, STRING) for name in ("rule", "severity", "message", "fingerprint")]
    + [t.StructField("span", t.ArrayType(INTEGER))]
)
LINTED = t.StructType(
    [t.StructField("id", STRING), t.StructField("findings", t.ArrayType(FINDING)), t.StructField("error", STRING)]
)
DECIDED = t.StructType(
    [t.StructField("verdict", STRING), t.StructField("message", STRING), t.StructField("a", SIDE), t.StructField("b", SIDE)]
)

# Two facts of different articles with one entity, one class of predicates and one day, that differ in what can conflict:
# the word, whether it is denied, the number. Each pair of sentences once, however many keys it shares.
PAIRS = f"""
WITH keyed AS (
    SELECT *, count(*) OVER (PARTITION BY entity, predicate, date) AS crowd FROM facts WHERE date IS NOT NULL
)
SELECT DISTINCT
    struct(a.article, a.start, a.end, a.sentence, a.published) AS a,
    struct(b.article, b.start, b.end, b.sentence, b.published) AS b
FROM keyed a JOIN keyed b USING (entity, predicate, date)
WHERE a.crowd <= {CROWD} AND a.article < b.article
    AND (a.lemma <> b.lemma OR a.polarity <> b.polarity OR NOT a.value <=> b.value)
"""


def session(master):
    return (
        SparkSession.builder.master(master)
        .appName("copydesk")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )


def piped(spark, rows, command, schema):
    """The rows, as JSON lines, through a command on each partition; its lines as rows of `schema`."""
    return spark.read.json(rows.toJSON().pipe(command, checkCode=True), schema=schema)


def contradictions(spark, program, archive, out, partitions):
    """From a file of JSON lines {id, text, path, date} to pairs; findings, facts and pairs are left in `out`."""
    articles = spark.read.json(str(archive)).repartition(partitions, "id")
    piped(spark, articles, f"{program} lint --stream", LINTED).write.parquet(f"{out}/findings")
    piped(spark, articles, f"{program} facts --stream", FACT).write.parquet(f"{out}/facts")
    facts = spark.read.parquet(f"{out}/facts")
    assert facts.where("error IS NOT NULL").count() == 0
    facts.createOrReplaceTempView("facts")
    pairs = spark.sql(PAIRS).repartition(partitions)
    decided = piped(spark, pairs, f"{program} compare --stream", DECIDED)
    decided.where("verdict <> 'none'").write.parquet(f"{out}/contradictions")
    return spark.read.parquet(f"{out}/contradictions")


def place(pair):
    return (pair["verdict"], *((pair[side]["article"], pair[side]["start"], pair[side]["end"]) for side in "ab"))


def records(folder):
    for path in sorted(folder.glob("*.md")):
        yield {"id": path.name, "text": path.read_text(), "path": path.name}


def write(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def made(count):
    """Articles of two papers on the same events, which agree but for every fiftieth."""
    names = ["Ada Lindqvist", "Tomas Brandt", "Ilse Okoro", "Luis Marsh", "Petra Quill", "Walter Ekberg"]
    for number in range(count):
        event, paper = divmod(number, 2)
        chief, place = names[event % len(names)], f"{'BCDFGHJKLM'[event % 10]}arwick {event // 10 + 1}"
        dead = 11 + event % 17 + (5 if paper and event % 50 == 0 else 0)
        day = f"2026-{event % 12 + 1:02}-{event % 28 + 1:02}"
        text = (
            f"Fire at the mill of {place}\n\nThe fire at the mill in {place} killed {dead} people, the fire chief, {chief}, "
            f"said.\n\nThe mill had stood by the river for {event % 90 + 20} years. Its owner declined to comment, and the "
            f"council of {place} will meet on the matter in the town hall.\n"
        )
        yield {"id": f"{number:07}.txt", "text": text, "date": day}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--cost", type=int)
    arguments = parser.parse_args()
    program = arguments.program.resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        articles = HERE / "articles"
        write(folder / "archive.jsonl", records(articles))
        across = subprocess.run(
            [program, "lint", "--across", "--no-config", "--format", "jsonl", "."], cwd=articles, capture_output=True, text=True
        )
        assert across.returncode == 1, across.stderr
        wanted = sorted(place(json.loads(line)) for line in across.stdout.splitlines())

        # A master, two workers of one core each and an executor on each of them, all on this machine.
        spark = session("local-cluster[2,1,1024]")
        found = sorted(place(row) for row in contradictions(spark, program, folder / "archive.jsonl", folder / "out", 4).collect())
        for pair in found:
            print(*pair)
        assert found == wanted, f"Spark and lint --across differ:\n{found}\n{wanted}"
        assert len(found) >= 3, found
        findings = spark.read.parquet(f"{folder}/out/findings")
        assert findings.count() == len(list(articles.glob("*.md"))) and findings.where("error IS NOT NULL").count() == 0
        print(f"{len(found)} pairs, the same from Spark and from lint --across")

        if arguments.cost:
            write(folder / "made.jsonl", made(arguments.cost))
            print(f"\n{arguments.cost} articles\n\n| partitions | time | articles/s | pairs |\n|---|---|---|---|")
            for partitions in (1, 2, 4):
                begun = time.monotonic()
                pairs = contradictions(spark, program, folder / "made.jsonl", folder / f"out{partitions}", partitions).count()
                took = time.monotonic() - begun
                print(f"| {partitions} | {took:.1f} s | {arguments.cost / took:.0f} | {pairs} |", flush=True)
        spark.stop()
    print("1 passed, 0 failed")


if __name__ == "__main__":
    main()

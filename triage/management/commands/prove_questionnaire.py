"""`manage.py prove_questionnaire [file]`: whether a questionnaire may go live. Fails, saying why, where it may not."""

import time
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from triage import queries
from triage.document import Document, DocumentError, parse_document
from triage.proof import Proof, prove
from triage.proof.journeys import walk
from triage.proof.written import page
from triage.words import ENGLISH, words

PAGE = settings.BASE_DIR / "docs" / "questionnaire.md"


class Command(BaseCommand):
    help = "Prove a questionnaire: the one that comes with the software, the one in force, or one in a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=queries.DOCUMENT_PATH)
        parser.add_argument("--in-force", action="store_true", help="the one that families meet now")
        parser.add_argument("--write-docs", action="store_true", help=f"write {PAGE.relative_to(settings.BASE_DIR)}")

    def handle(self, *args, **options) -> None:
        document = queries.document() if options["in_force"] else _read(options["file"])
        started = time.perf_counter()
        proof = prove(document, queries.world(document))
        self._tell(proof, time.perf_counter() - started)
        if options["write_docs"]:
            PAGE.write_text(page(document, proof, words(ENGLISH)), encoding="utf-8")
        if not proof.holds:
            raise CommandError(f"The questionnaire does not hold: {len(proof.problems)} problems")
        self._time_the_walk(document)

    def _tell(self, proof: Proof, seconds: float) -> None:
        for kind, found in (("problem", proof.problems), ("warning", proof.warnings)):
            for problem in found:
                self.stdout.write(f"{kind}: {problem.where or problem.kind}: {problem.words}")
        for redundant in proof.redundant:
            self.stdout.write(f"redundant: {redundant}")
        self.stdout.write(
            f"{proof.journeys:,} journeys of {proof.kinds} kinds; at most {proof.most_questions} questions, median "
            f"{proof.median_questions}; {proof.mutants} slips tried, {proof.killed} noticed, {len(proof.redundant)} "
            f"redundant; proved in {seconds:.2f} s"
        )

    def _time_the_walk(self, document: Document) -> None:
        started = time.perf_counter()
        walked = walk(document)
        journeys = sum(journey.count for journey in walked.journeys)
        self.stdout.write(f"Every journey walked, {journeys:,}, in {time.perf_counter() - started:.3f} s")


def _read(file: Path) -> Document:
    try:
        return parse_document(file.read_text(encoding="utf-8"))
    except (OSError, DocumentError) as error:
        raise CommandError(f"{file}: {error}") from error

"""The Word document as another program draws it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest

from casebuilder.i18n import LANGUAGES, Language
from casebuilder.report import word
from tests.report import sample_case
from tests.report.samples import fake_picture

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.libreoffice
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_draws_every_page(language: Language, tmp_path: Path) -> None:
    source = tmp_path / "case.docx"
    word.write(sample_case.full(language), source, picture=fake_picture)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=150)
    pages = pypdf.PdfReader(tmp_path / "case.pdf").pages
    texts = [page.extract_text() for page in pages]
    document = sample_case.full(language)
    assert document.labels.contents in texts[1]
    assert document.properties.classification in texts[2]
    assert any(page.mediabox.width > page.mediabox.height for page in pages)
    assert all(text.strip() for text in texts)
    last = document.labels.page.format(page=len(pages), pages=len(pages))
    assert last.replace(" ", "") in texts[-1].replace(" ", "").replace("\n", "")

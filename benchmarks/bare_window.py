"""The peer of the start: the smallest PySide6 window with a menu, a tool bar, a tree and a table."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QTableWidget, QTreeWidget

from benchmarks.first_paint import report_first_paint


def main() -> int:
    """Show the window until it is painted."""
    application = QApplication(sys.argv)
    window = QMainWindow()
    window.menuBar().addMenu("File").addAction("Quit")
    window.addToolBar("Main").addAction("Save")
    parts = QSplitter()
    parts.addWidget(QTreeWidget())
    parts.addWidget(QTableWidget(10, 5))
    window.setCentralWidget(parts)
    window.resize(1366, 768)
    window.show()
    report_first_paint(application)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())

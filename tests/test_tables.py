"""What a table and a chart send to the browser, against what pandas and Streamlit would write."""

import pandas as pd
import pytest
from streamlit.dataframe_util import (
    convert_anything_to_arrow_bytes,
    convert_arrow_bytes_to_pandas_df,
)
from streamlit.elements.lib.pandas_styler_utils import marshall_styler
from streamlit.proto.ArrowData_pb2 import ArrowData

from symbio.charts.symbiosis import best_chart
from symbio.locale import numbers
from symbio.ui.charts import chart_spec
from symbio.ui.tables import Column, written

FRAME = pd.DataFrame(
    {
        "name": ["Köpük", None],
        "share": [1234.56, float("nan")],
        "count": pd.array([7, None], dtype="Int64"),
        "day": pd.Timestamp("2026-03-01"),
    }
)
COLUMNS = (
    Column("name", "Name"),
    Column("share", "Share", 1),
    Column("count", "Count", 0),
    Column("day", "Day"),
)


def sent(styled):
    message = ArrowData()
    marshall_styler(message, styled, "written")
    return convert_arrow_bytes_to_pandas_df(message.styler.display_values)


@pytest.mark.parametrize("rows", [2, 1, 0])
def test_numbers_are_sent_as_the_texts_that_pandas_would_lay_out(rows):
    frame = FRAME.head(rows)
    writers = {
        "share": lambda value: numbers.number(value, "tr", 1),
        "count": lambda value: numbers.number(value, "tr"),
    }
    laid_out = frame.style.format(writers, na_rep=numbers.MISSING)

    texts = sent(written(frame, COLUMNS, 10, "tr"))

    pd.testing.assert_frame_equal(texts[[*writers]], sent(laid_out)[[*writers]])
    assert list(texts["share"]) == ["1.234,6", numbers.MISSING][:rows]


def test_numbers_are_sent_as_numbers_too_so_that_they_sort():
    styled = written(FRAME, COLUMNS, 10, "tr")

    pd.testing.assert_frame_equal(styled.data, FRAME)


def test_a_charts_rows_are_sent_as_streamlit_would_send_them():
    best = pd.DataFrame(
        [("C1", "1. Peynir altı suyu", "A → B", "organic", "Organik", 5000.0)],
        columns=["candidate_id", "label", "pair", "kind", "kind_name", "value_per_year"],
    )
    chart = best_chart(best, language="tr", currency="TRY")

    [rows] = chart.to_dict()["datasets"].values()
    [table] = chart_spec(chart)["datasets"].values()

    assert convert_anything_to_arrow_bytes(table) == convert_anything_to_arrow_bytes(rows)

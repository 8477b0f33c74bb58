"""What readers type into the search, and the page that comes first: both languages, scripts, spellings, plurals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.published import FOLDERS

if TYPE_CHECKING:
    from tests.browser.tabs import Visit

FIRST = {  # by language and address of the page
    "zh": {
        "label-smoothing/": [
            *["标签平滑", "標籤平滑", "标籤平滑", "標簽平滑", "标签平滑交叉熵", "交叉熵", "交叉熵loss", "独热", "獨熱"],
            *["one-hot", "loss_smoothed", "num_classes"],
            *["biaoqianpinghua", "biaoqian pinghua", "Jiaocha shang", "jiaochash"],
        ],
        "softmax/": [
            *[
                "softmax",
                "sofmax",
                "softmax函数",
                "softmax 函数",
                "Softmax函數",
                "ｓｏｆｔｍａｘ函数",
                "ｓｏｆｔｍａｘ",
            ],
            *["softmax温度", "softmax溫度", "平移不变", "log-sum-exp"],
        ],
        "loss-floor/": [
            "KL散度",
            "kl 散度",
            "ＫＬ散度",
            "损失下限",
            "損失下限",
            "损失降不到零",
            "最佳差距",
            "验证损失",
        ],
        "gradient/": ["梯度", "梯度符号翻转", "梯度推导", "有限差分", "反向传播", "反向傳播", "tidu"],
        "conventions/": ["约定", "两种约定", "兩種約定", "类别数陷阱", "迁移陷阱", "模型库", "模型庫"],
        "numerics/": [
            *["float32精度", "float32 精度", "float16", "数值精度", "數值精度", "舍入误差", "溢出", "抵消", "负无穷"],
        ],
        "mindspore/": ["MindSpore", "mindspor", "图模式"],
        "training/": ["实验", "實驗", "泛化", "可靠性"],
        "audit/": ["核对笔记", "截断"],
        "references/": ["参考文献", "Müller 2019"],
        "glossary/": ["术语表", "術語表"],
        "contributing/": ["翻译", "怎样参与翻译"],
    },
    "en": {
        "label-smoothing/": [
            *[
                "label smoothing",
                "label-smoothing",
                "Labels smoothing",
                "label smothing",
                "label smoothing cross entropy",
            ],
            *["cross-entropy", "cross-entropies", "one-hot targets", "loss_smoothed"],
        ],
        "softmax/": [
            *["softmax", "softmaxes", "sofmax", "sotfmax", "ｓｏｆｔｍａｘ", "softmax function"],
            *["temperature", "temperatures", "temperture", "log-sum-exp"],
        ],
        "loss-floor/": [
            *["loss floor", "loss floors", "floors", "entropy floor", "KL divergence", "KL divergences", "best gap"],
            *["validation loss", "validaton loss", "loss stuck"],
        ],
        "gradient/": [
            *["gradient", "gradients", "Gradients", "gradeint", "gradeints", "finite difference", "finite differences"],
            *["sign change", "backpropagation"],
        ],
        "conventions/": [
            *["convention", "conventions", "two conventions", "trap", "traps", "number of classes", "model zoo"],
        ],
        "numerics/": ["precision", "float32 precision", "rounding", "rounding errors", "overflow", "minus infinity"],
        "mindspore/": ["mindspore", "mindspor", "graph mode"],
        "training/": ["experiment", "experiments", "flipped labels", "reliability"],
        "audit/": ["audit", "truncated"],
        "references/": ["references", "reference", "papers", "Müller 2019", "Muller 2019"],
        "glossary/": ["glossary"],
        "contributing/": ["translate"],
    },
}
# Asks the worker that the page's own configuration names, as the page does; home pages lie beside their index.
ASK = """async queries => {
    const { search } = JSON.parse(document.getElementById("__config").textContent)
    const worker = new Worker(new URL(search, location))
    const ask = message => new Promise(done => {
        worker.onmessage = event => done(event.data.data)
        worker.postMessage(message)
    })
    const index = await (await fetch("search/search_index.json")).json()
    await ask({ type: 0, data: { ...index, options: {} } })
    const first = {}
    for (const query of queries) {
        const { items } = await ask({ type: 2, data: query })
        first[query] = items[0] ? items[0][0].location.split("#")[0] : "nothing"
    }
    return first
}"""


@pytest.mark.parametrize("language", FIRST)
def test_the_page_that_a_query_means_comes_first(language: str, visit: Visit) -> None:
    expected = {query: page for page, queries in FIRST[language].items() for query in queries}
    assert visit.go(FOLDERS[language]).evaluate(ASK, list(expected)) == expected


@pytest.mark.parametrize(("folder", "text", "marked"), [("", "softmax函數", "函数"), ("en/", "gradeints", "gradient")])
def test_text_that_comes_without_keys_is_searched_and_marked(folder: str, text: str, marked: str, visit: Visit) -> None:
    page = visit.go(folder)
    page.locator("[data-md-component=search-query]").focus()
    page.keyboard.insert_text(text)  # as pasting, dictating and drawing do
    expect(page.locator(".md-search-result__item h1 mark", has_text=marked).first).to_be_visible()
    page.locator("[data-md-component=search-query]").fill("")
    page.keyboard.insert_text(text[:-1])
    expect(page.locator(".md-search-result__item h1 mark").first).to_be_visible()


@pytest.mark.parametrize("refusal", ["throw new DOMException('denied', 'SecurityError')", "return null"])
def test_the_search_works_where_storage_is_blocked(refusal: str, visit: Visit) -> None:
    blocked = "".join(
        f"Object.defineProperty(window, '{name}', {{ configurable: true, get() {{ {refusal} }} }});"
        for name in ("localStorage", "sessionStorage")
    )
    with visit.page.add_init_script(blocked):  # The tab serves other tests, too.
        page = visit.go("en/softmax/")
        page.locator("[data-md-component=search-query]").fill("gradient")
        expect(page.locator(".md-search-result__item h1 mark", has_text="gradient").first).to_be_visible()
    assert visit.complaints == []


def test_icons_keep_their_size_without_the_style_sheet(visit: Visit) -> None:
    visit.page.route("**/*.css", lambda route: route.abort())
    widths = visit.go("softmax/").eval_on_selector_all(
        "svg:not([data-figure])", "all => all.map(each => each.getBoundingClientRect().width)"
    )
    assert widths
    assert max(widths) <= 24

"""A comment is read once for those who ask for it in turn, and by each thread for itself."""

from concurrent.futures import ThreadPoolExecutor

from emotion.text.once import ReadOnce


class Counting:
    """A network that says how often it was asked."""

    def __init__(self):
        self.asked = []

    def predict(self, batch):
        self.asked.append(list(batch))
        return len(self.asked)


def test_who_asks_second_gets_what_was_read_for_the_first():
    network = Counting()
    once = ReadOnce(network)
    assert [once.predict(["I am glad"]), once.predict(["I am glad"])] == [1, 1]
    assert network.asked == [["I am glad"]]


def test_nothing_is_kept_after_the_second_time():
    once = ReadOnce(Counting())
    assert [once.predict(["same"]) for _ in range(4)] == [1, 1, 2, 2]


def test_another_comment_is_read():
    once = ReadOnce(Counting())
    assert [once.predict([comment]) for comment in ("one", "two", "one")] == [1, 2, 3]


def test_each_thread_reads_for_itself():
    once = ReadOnce(Counting())
    first = once.predict(["hello"])
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(once.predict, ["hello"]).result() != first


def test_no_word_of_a_comment_is_kept():
    once = ReadOnce(Counting())
    once.predict(["my secret"])
    assert "secret" not in repr(vars(once._last))

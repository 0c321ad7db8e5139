using Shield.Cli.Tasks;

namespace Shield.Cli.Tests.Tasks;

public sealed class LogTailTests
{
    [Fact]
    public void A_line_is_given_when_it_is_whole()
    {
        var tail = new LogTail();

        Assert.Equal("one\n", tail.Next("one\ntw", ended: false));
        Assert.Equal("", tail.Next("one\ntwo", ended: false));
        Assert.Equal("two\n", tail.Next("one\ntwo", ended: true));
        Assert.Equal("", tail.Next("one\ntwo", ended: true));
    }

    [Fact]
    public void When_the_beginning_was_cut_the_rest_goes_on_where_it_was()
    {
        var lines = Enumerable.Range(0, 500).Select(i => $"line {i}\n").ToList();
        var tail = new LogTail();
        tail.Next(string.Concat(lines.Take(400)), ended: false);

        var fresh = tail.Next("[cut]\n" + string.Concat(lines.Skip(200)), ended: false);

        Assert.Equal(string.Concat(lines.Skip(400)), fresh);
    }

    [Fact]
    public void When_what_was_seen_last_is_gone_it_says_that_there_is_a_gap()
    {
        var tail = new LogTail();
        tail.Next("old\n", ended: false);

        Assert.Equal("[part of the log was cut]\nnew\n", tail.Next("new\n", ended: false));
    }

    [Fact]
    public void However_a_log_arrives_its_pieces_make_the_whole()
    {
        var log = string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 7} same words\n"));
        var tail = new LogTail();

        var pieces = Enumerable.Range(0, log.Length).Select(n => tail.Next(log[..n], ended: false)).ToList();

        Assert.Equal(log, string.Concat(pieces) + tail.Next(log, ended: true));
    }
}

namespace Shield.Agent.Worker.Tests;

public sealed class LastWordsTests
{
    [Theory]
    [InlineData(122, "its agent stood still for too long, so it was ended (exit 122): last")]
    [InlineData(123, "it left a process behind that still held its data (exit 123): last")]
    [InlineData(143, "it was ended by signal 15: last")]
    [InlineData(77, "it exited 77: last")]
    public void An_exit_code_is_put_into_words_and_what_was_said_last_follows(int exitCode, string words)
    {
        var heard = new LastWords();
        heard.Hear("first");
        heard.Hear("last");
        heard.Hear(" ");

        Assert.Equal(words, heard.Blame(exitCode));
    }
}

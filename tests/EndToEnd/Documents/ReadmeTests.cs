using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Documents;

/// <summary>Runs what README.md tells a newcomer to run, word for word. Only home and port are others, by the
/// environment, so that it disturbs nobody.</summary>
[Trait("Catalog", "Any")]
public sealed class ReadmeTests : IAsyncLifetime
{
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(30);

    private readonly Page _readme = new("README.md");
    private readonly Service _place = Service.Make();
    private Child? _make;

    public async ValueTask InitializeAsync()
    {
        var start = _readme.Commands("Try it in two minutes")[0];
        Assert.Equal("make run\n", start);
        // A terminal gives each command a group of its own, to which Ctrl-C goes.
        _make = Child.Start(_place.LogFile, _place.Environment, "setsid", "bash", "-ec", start);
        using var api = new ServiceApi(_place.Url);
        try
        {
            await Poll.UntilAsync(
                () => _make.HasEnded ? throw new InvalidOperationException(_place.Log()) : api.AnswersAsync(),
                () => "make run does not answer: " + _place.Log());
        }
        catch
        {
            // Nobody disposes of a test that could not begin.
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_make is not null)
        {
            await _make.TerminateGroupAsync();
            await _make.EndAsync(StopMax);
            _make.Dispose();
        }

        await _place.DisposeAsync();
    }

    [Fact]
    public async Task What_a_newcomer_is_told_to_type_works_and_brings_the_folder_back()
    {
        var blocks = _readme.Commands("Try it in two minutes");
        var firstJob = _readme.Commands("Your first job");
        Assert.Equal(4, blocks.Count);
        Assert.Equal(2, firstJob.Count);
        Assert.Contains("127.0.0.1:8888", firstJob[1], StringComparison.Ordinal);

        await RunAsync($"""
            {blocks[1]}
            {blocks[2]}
            cp -a "$TRIAL/photos" "$TRIAL/kept"
            {blocks[3]}
            diff -r "$TRIAL/kept" "$TRIAL/photos"
            {firstJob[0]}
            {firstJob[1].Replace("http://127.0.0.1:8888/", _place.Url.ToString(), StringComparison.Ordinal)}
            """);
    }

    private async Task RunAsync(string script)
    {
        // -e and pipefail: each command must succeed, not only the last.
        var end = await Tools.RunAsync(_place.Environment, "bash", "-xeu", "-o", "pipefail", "-c", script);
        Assert.True(end.ExitCode == 0, $"exit {end.ExitCode}\n{end.Output}\n{end.Errors}");
    }
}

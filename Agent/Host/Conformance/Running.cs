using System.Globalization;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Agent.Host.Conformance;

/// <summary>The plugin, running.</summary>
/// <param name="process">Its process.</param>
/// <param name="heard">What it has said.</param>
internal sealed class Running(SupervisedProcess process, Heard heard) : IAsyncDisposable
{
    public SupervisedProcess Process => process;

    /// <summary>The end of what it wrote to standard error.</summary>
    public string Errors => heard.ToString();

    /// <summary>Waits for its end.</summary>
    /// <exception cref="CheckException">It did not end in time.</exception>
    public async Task<ProcessEnd> EndAsync(TimeSpan max, CancellationToken cancellationToken)
    {
        try
        {
            return await process.Ended.WaitAsync(max, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            var seconds = max.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);
            throw CheckException.Bad($"it had not ended after {seconds} s");
        }
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}

using System.Globalization;
using Shield.Plugins.Sdk;

namespace Shield.Agent.Host.Conformance;

/// <summary>Runs checks and prints a line for each.</summary>
internal sealed class Report(TextWriter output)
{
    private int _good;
    private int _bad;
    private int _skipped;

    /// <summary>Says as what the plugin is checked now.</summary>
    public void Begin(PluginMode mode) => Say($"as a {FieldTypeNames.NameOf(mode)}:");

    /// <summary>Prints a line.</summary>
    public void Say(string line) => output.WriteLine(line);

    /// <summary>Runs checks, one after another.</summary>
    public async Task RunAsync(IEnumerable<Check> checks, CancellationToken cancellationToken)
    {
        foreach (var check in checks)
        {
            var start = TimeProvider.System.GetTimestamp();
            Finding found;
            try
            {
                found = await check.RunAsync(cancellationToken);
            }
            catch (CheckException ended)
            {
                found = ended.Finding;
            }

            Print(check.Name, found, TimeProvider.System.GetElapsedTime(start));
        }
    }

    /// <summary>Prints the last line.</summary>
    /// <returns>The exit code.</returns>
    public int Sum()
    {
        Say($"{_good} good, {_bad} bad, {_skipped} not checked");
        return _bad == 0 ? 0 : 1;
    }

    private void Print(string name, Finding found, TimeSpan took)
    {
        switch (found)
        {
            case Finding.Broken(var what):
                _bad++;
                Say($"  BAD   {name}: {what}");
                break;
            case Finding.Skipped(var why):
                _skipped++;
                Say($"  --    {name}: not checked, {why}");
                break;
            default:
                _good++;
                Say(string.Create(
                    CultureInfo.InvariantCulture, $"  good  {name} ({took.TotalSeconds:F1} s)"));
                break;
        }
    }
}

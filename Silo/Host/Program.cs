using Shield.Domain;
using Shield.Silo.Host;
using Shield.Silo.Hosting.Settings;

if (args is ["--help" or "-h"])
{
    Console.WriteLine($"shieldd {Daemon.Version}: the control node of Shield\n\nusage: shieldd\n\nsettings:");
    Console.WriteLine(SettingsReader.Help());
    return 0;
}

if (args is ["--version"])
{
    Console.WriteLine($"shieldd {Daemon.Version}");
    return 0;
}

if (args.Length > 0)
{
    await Console.Error.WriteLineAsync($"shieldd: it takes no '{args[0]}'; see shieldd --help");
    return 2;
}

var reading = Daemon.ReadSettings();
if (reading.Settings is not { } settings)
{
    foreach (var fault in reading.Faults) await Console.Error.WriteLineAsync($"shieldd: {fault}");
    return 2;
}

try
{
    await Daemon.RunAsync(settings);
    return 0;
}
catch (ShieldException refusal)
{
    var hint = refusal.Hint.Length > 0 ? $" ({refusal.Hint})" : "";
    await Console.Error.WriteLineAsync($"shieldd: {refusal.Message}{hint}");
    return 1;
}
catch (IOException fault)
{
    // A port that is taken, a folder that cannot be written, a supervisor that is missing.
    await Console.Error.WriteLineAsync($"shieldd: {fault.Message}");
    return 1;
}

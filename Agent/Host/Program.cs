using Shield.Agent.Host;
using Shield.Agent.Host.Conformance;
using Shield.Silo.Hosting.Programs;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

return args switch
{
    [] => await Launch.RunAsync(AgentProgram.RunAsync, AgentProgram.FindFaults),
    ["--help" or "-h"] or [.., "--help" or "-h"] => Usage.Explain(),
    ["--version"] => Usage.TellVersion(),
    ["plugin", "check", .. var rest] => await CheckCommand.RunAsync(rest),
    _ => Usage.Refuse($"it takes no '{string.Join(' ', args)}'"),
};

using Shield.Agent.Host;
using Shield.Agent.Host.Conformance;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

return args switch
{
    ["--help" or "-h"] or [.., "--help" or "-h"] => Usage.Explain(),
    ["--version"] => Usage.TellVersion(),
    ["plugin", "check", .. var rest] => await CheckCommand.RunAsync(rest),
    _ => Usage.Refuse("there is only `shield-agent plugin check`"),
};

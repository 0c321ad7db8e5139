using Shield.Silo.Host;
using Shield.Silo.Hosting.Programs;

return args switch
{
    [] => await Launch.RunAsync(Daemon.RunAsync),
    ["--help" or "-h"] => Usage.Explain(),
    ["agent" or "catalog" or "keys" or "token", .., "--help" or "-h"] => Usage.Explain(),
    ["agent", "role", var name] => AgentRoleCommand.Print(name),
    ["keys", "backup", var file] => await Launch.RunAsync(with => KeysCommand.BackUpAsync(with, file)),
    ["keys", "restore", var file] => await Launch.RunAsync(with => KeysCommand.RestoreAsync(with, file)),
    ["catalog", "rebuild"] => await Launch.RunAsync(RebuildCommand.RunAsync),
    ["token", "create", .. var options] => await TokenCommand.CreateAsync(options),
    ["--version"] => Usage.TellVersion(),
    _ => Usage.Refuse(args),
};

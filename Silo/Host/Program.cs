using Shield.Silo.Host;

return args switch
{
    [] => await Launch.RunAsync(Daemon.RunAsync),
    ["catalog", "rebuild"] => await Launch.RunAsync(RebuildCommand.RunAsync),
    ["--help" or "-h"] or ["catalog", "rebuild", "--help" or "-h"] => Usage.Explain(),
    ["--version"] => Usage.TellVersion(),
    _ => Usage.Refuse(args),
};

using Shield.Silo.Host;

return args switch
{
    [] => await Launch.RunAsync(),
    ["--help" or "-h"] => Usage.Explain(),
    ["--version"] => Usage.TellVersion(),
    [var stranger, ..] => Usage.Refuse(stranger),
};

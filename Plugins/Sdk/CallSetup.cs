namespace Shield.Plugins.Sdk;

/// <summary>Makes a call out of a command line and the environment, refusing in the order of the exit
/// codes.</summary>
internal static class CallSetup
{
    private const string EndpointFile = "SHIELD_ENDPOINT_FILE";
    private const string EndpointMode = "SHIELD_ENDPOINT_MODE";
    private const string ArchiveUuid = "SHIELD_ARCHIVE_UUID";

    public static PluginCall Prepare(
        CallArguments arguments, PluginAction action, IPlugin plugin, Diagnostics diagnostics)
    {
        var json = arguments.Endpoint ?? ReadEndpointFile();
        var modes = action.Mode is { } mode ? [mode] : ModesToValidate(plugin);
        // What is not JSON is so in both modes, and comes before a missing key.
        var endpoints = modes.Select(
            m => (m, Endpoint.Parse(json, PluginMain.Describe(plugin).FieldsOf(m)))).ToList();
        if (action.NeedsKey && string.IsNullOrEmpty(arguments.Key))
            throw new PluginException(PluginExit.KeyMissing, $"{action.Name} needs --key");
        var (chosen, endpoint) = endpoints.Find(e => endpoints.Count == 1 || IsGood(e.Item2));
        if (endpoint is null) (chosen, endpoint) = endpoints[0];
        endpoint.Check();
        return new PluginCall(chosen, endpoint, Archive(), diagnostics);
    }

    /// <summary>An endpoint by hand does not say whether it is a target's or a store's: the core
    /// does.</summary>
    private static PluginMode[] ModesToValidate(IPlugin plugin) =>
        FieldTypeNames.ModeOf(Environment.GetEnvironmentVariable(EndpointMode)) is { } told
        && PluginAction.Plays(plugin, told)
            ? [told]
            : [.. Enum.GetValues<PluginMode>().Where(m => PluginAction.Plays(plugin, m))];

    private static bool IsGood(Endpoint endpoint)
    {
        try
        {
            endpoint.Check();
            return true;
        }
        catch (PluginException)
        {
            return false;
        }
    }

    private static string ReadEndpointFile()
    {
        var path = Environment.GetEnvironmentVariable(EndpointFile);
        if (string.IsNullOrEmpty(path))
            throw new PluginException(
                PluginExit.EndpointNotAnObject,
                $"there is no endpoint: give --endpoint, or its file in {EndpointFile}");
        try
        {
            if (new FileInfo(path).Length > Endpoint.BytesMax)
                throw new PluginException(
                    PluginExit.EndpointNotAnObject, $"{EndpointFile} is larger than 1 MiB");
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PluginException(
                PluginExit.EndpointNotAnObject, $"the file in {EndpointFile} cannot be read");
        }
    }

    private static Guid? Archive()
    {
        var text = Environment.GetEnvironmentVariable(ArchiveUuid);
        if (string.IsNullOrEmpty(text)) return null;
        return Guid.TryParseExact(text, "D", out var uuid)
            ? uuid
            : throw new PluginException(PluginExit.Failed, $"{ArchiveUuid} is not a UUID");
    }
}

namespace Shield.Api.Endpoints.Requests;

/// <summary>What is said of a value in a body and in a query alike.</summary>
internal static class Complaints
{
    public const string NotAUuid = "is not a UUID";

    public const string NotAPlugin = "cannot be the name of a plugin";

    public const string PluginHint =
        "a plugin is called by its file name: lower-case letters, digits, dot, underscore and hyphen";
}

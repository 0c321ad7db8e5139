namespace Shield.Plugins.Sdk;

/// <summary>The rule for names of plugins, which are names of files: <c>^[a-z0-9][a-z0-9._-]*$</c>.</summary>
public static class PluginName
{
    /// <summary>The longest name, in characters.</summary>
    public const int CharsMax = 64;

    /// <summary>Why a name cannot be a plugin's, or null when it can.</summary>
    /// <param name="name">A name from outside.</param>
    public static string? Fault(string name)
    {
        if (name.Length == 0) return "a plugin's name is empty";
        if (name.Length > CharsMax) return $"a plugin's name has at most {CharsMax} characters";
        if (!char.IsAsciiLetterLower(name[0]) && !char.IsAsciiDigit(name[0]))
            return "a plugin's name begins with a small letter or a digit";
        return name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-')
            ? null
            : "a plugin's name has only small letters, digits, dots, underscores and hyphens";
    }
}

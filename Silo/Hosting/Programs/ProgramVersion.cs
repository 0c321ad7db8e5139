using System.Reflection;

namespace Shield.Silo.Hosting.Programs;

/// <summary>Which program this is.</summary>
public static class ProgramVersion
{
    /// <summary>Its version, which all programs of one build share, as <c>--version</c> shows it.</summary>
    public static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];

    /// <summary>Its name, as it is started.</summary>
    public static string Name { get; } = Assembly.GetEntryAssembly()?.GetName().Name ?? "shield";
}

using Shield.Silo.Catalog;

namespace Shield.Silo.Host;

/// <summary><c>shieldd agent role NAME</c>: prints what makes a database role for an agent. It needs no
/// database and no settings: whoever may make roles hands it to psql.</summary>
internal static class AgentRoleCommand
{
    /// <summary>Prints it.</summary>
    /// <returns>The exit code.</returns>
    public static int Print(string name)
    {
        if (!AgentRole.IsName(name))
        {
            Console.Error.WriteLine(
                $"shieldd: no role can be called '{name}': small letters, digits, '_', '-' and '.',"
                + " a letter first, 63 at most");
            return Usage.ExitCode;
        }

        // Without this psql would go on after an error, and end as if there had been none.
        Console.WriteLine(@"\set ON_ERROR_STOP on");
        Console.WriteLine(AgentRole.Sql(name));
        return 0;
    }
}

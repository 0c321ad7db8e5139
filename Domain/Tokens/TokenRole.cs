namespace Shield.Domain.Tokens;

/// <summary>What somebody may do; each role may do all that those before it may.</summary>
public enum TokenRole
{
    /// <summary>Look at everything but tokens and the audit.</summary>
    Viewer,

    /// <summary>Run jobs, restore archives and cancel tasks, too.</summary>
    Operator,

    /// <summary>Create, edit, delete, pause and annotate, too.</summary>
    Engineer,

    /// <summary>Make and revoke tokens and read the audit, too.</summary>
    Admin,
}

/// <summary>Rules about roles.</summary>
public static class TokenRoles
{
    /// <summary>Whether whoever has one role may do what takes another.</summary>
    /// <param name="held">The role somebody has.</param>
    /// <param name="needed">The least role that will do.</param>
    public static bool Includes(this TokenRole held, TokenRole needed) => held >= needed;
}

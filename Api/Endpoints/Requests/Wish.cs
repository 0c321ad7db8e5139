namespace Shield.Api.Endpoints.Requests;

/// <summary>What a body is sent for.</summary>
internal enum Wish
{
    /// <summary>To make something.</summary>
    Create,

    /// <summary>To replace what can be edited of something that is there.</summary>
    Edit,
}

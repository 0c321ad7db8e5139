using System.Net;
using Amazon.Runtime;

namespace Shield.Plugins.S3.Server;

/// <summary>A request that failed for good, in words, with what the server said.</summary>
/// <param name="message">For people.</param>
/// <param name="fault">What the last try threw.</param>
internal sealed class RequestFailure(string message, Exception fault) : Exception(message, fault)
{
    public HttpStatusCode? Status => (InnerException as AmazonServiceException)?.StatusCode;

    public string? Code => (InnerException as AmazonServiceException)?.ErrorCode;

    /// <summary>Whether the request may have been obeyed all the same.</summary>
    public bool IsOpen => InnerException is not AmazonServiceException
        || Status is null or 0 or >= HttpStatusCode.InternalServerError;

    public bool IsNotFound => Status == HttpStatusCode.NotFound;

    public bool IsForbidden => Status == HttpStatusCode.Forbidden;

    /// <summary>The account is known, and may not do this.</summary>
    public bool IsForbiddenHere => IsForbidden && Code is "AccessDenied" or "Forbidden" or null or "";

    /// <summary>The server does not know this kind of request, or this condition.</summary>
    public bool IsUnknownToServer =>
        Status is HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed
        || Code is "NotImplemented" or "InvalidArgument";
}

using Hatchery.Server.Access;
using Microsoft.AspNetCore.Http;

namespace Hatchery.Server.Api;

/// <summary>A request whose signature counts, not yet given to an operation.</summary>
public sealed record SignedRequest(string Id, SigV4Credential Credential, string Method, RawTarget Target, IHeaderDictionary Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>The operation's name, once its service found it.</summary>
    public string? Operation { get; set; }
}

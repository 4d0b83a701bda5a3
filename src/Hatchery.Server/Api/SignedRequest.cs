using Hatchery.Server.Access;
using Microsoft.AspNetCore.Http;

namespace Hatchery.Server.Api;

/// <summary>A request whose signature counts, not yet given to an operation.</summary>
public sealed record SignedRequest(string Id, SigV4Credential Credential, string Method, RawTarget Target, IHeaderDictionary Headers, ReadOnlyMemory<byte> Body, ApiCall Call);

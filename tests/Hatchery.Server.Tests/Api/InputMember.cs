using System.Text.Json;

namespace Hatchery.Server.Tests.Api;

/// <summary>A member of an operation's input.</summary>
/// <param name="Name">In the model, and in AWS's messages.</param>
/// <param name="WireName">Where it travels: a label, a query key, a header, a member of the body.</param>
/// <param name="Location"><c>uri</c>, <c>querystring</c>, <c>header</c> or <c>body</c>.</param>
sealed record InputMember(string Name, string WireName, string Location, bool IsRequired, JsonElement Shape);

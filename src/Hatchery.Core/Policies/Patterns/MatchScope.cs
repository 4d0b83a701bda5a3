namespace Hatchery.Core.Policies.Patterns;

/// <summary>
/// What a pattern is matched under: the connection, and what becomes of a variable without a value. In a Deny its text stays
/// as it is written, which matches nothing real, so the Deny fails open as it does at AWS; in an Allow nothing may match
/// through it, or a topic spelt <c>${…}</c> would get in. Source: AWS IoT "X.509 certificate policy variables".
/// </summary>
readonly record struct MatchScope(PolicyContext Context, bool LiteralsStay);

using System.Text.Json;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;

namespace Hatchery.Server.Access.Iam;

/// <summary>What IAM's actions check alike. Sources: IAM service model 2010-05-08; texts as IAM's clients quote them.</summary>
static class IamRules
{
    public const string NamePattern = @"[\w+=,.@-]+";
    const string DocumentPattern = @"[\u0009\u000A\u000D\u0020-\u00FF]+";
    const int DocumentMax = 131_072;

    public static string RoleName(QueryRequest request) => request.Required("RoleName", NamePattern, 1, 64);

    public static string PolicyName(QueryRequest request) => request.Required("PolicyName", NamePattern, 1, 128);

    /// <summary>A policy document, kept as sent. IAM's language is not evaluated here: a role's policies are for the record.</summary>
    public static string Document(QueryRequest request, string name)
    {
        var document = request.Required(name, DocumentPattern, 1, DocumentMax);
        try
        {
            using var json = JsonDocument.Parse(document);
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("Statement", out _))
            {
                return document;
            }
        }
        catch (JsonException)
        {
            throw new AwsError(AwsErrorCode.IamMalformedPolicyDocument, "This policy contains invalid Json");
        }

        throw new AwsError(AwsErrorCode.IamMalformedPolicyDocument, "Syntax errors in policy: it must be an object with a Statement.");
    }

    public static Role FindOrThrow(this IRoles roles, string name) =>
        roles.Find(name) ?? throw new AwsError(AwsErrorCode.IamNoSuchEntity, $"The role with name {name} cannot be found.");
}

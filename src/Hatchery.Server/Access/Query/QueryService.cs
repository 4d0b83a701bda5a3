using System.Text;
using System.Xml;
using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Query;

/// <summary>
/// AWS's Query protocol: a form names the action, XML answers. Source: IAM API Reference, "Making query requests".
/// </summary>
sealed class QueryService(ApiServices services, QueryApi api) : IAwsService
{
    const string ContentType = "text/xml";

    readonly Dictionary<string, QueryAction> actions = api.Actions.ToDictionary(a => a.Name);

    public bool Serves(string signingName, string path) => signingName == api.SigningName;

    public async ValueTask<WireAnswer> AnswerAsync(SignedRequest request, CancellationToken ct)
    {
        var query = QueryRequest.Parse(request.Target, request.Body.Span, request.Call);
        var name = query["Action"] ?? throw new AwsError(AwsErrorCode.IamInvalidAction, "The request names no Action");
        if (!actions.TryGetValue(name, out var action))
        {
            throw new AwsError(AwsErrorCode.IamInvalidAction, $"Could not find operation {name} for version {query["Version"] ?? api.Version}: {api.SigningName} answers {string.Join(", ", actions.Keys)} here");
        }

        request.Call.Operation = action.Name;
        await AuthorizeAsync(name, query, ct);
        var result = await action.Handle(query, services, ct);
        return new WireAnswer(200, ContentType, Write(new XElement(
            name + "Response",
            result is null ? null : new XElement(name + "Result", result),
            new XElement("ResponseMetadata", new XElement("RequestId", request.Id)))));
    }

    async ValueTask AuthorizeAsync(string action, QueryRequest request, CancellationToken ct)
    {
        // STS: its actions decide for themselves.
        if (api.Resource is null)
        {
            request.Call.Begin($"{api.SigningName}:{action}", request["RoleArn"] ?? "*");
            return;
        }

        var demand = new AccessDemand($"{api.SigningName}:{action}", await api.Resource(action, request, services, ct));
        request.Call.Begin(demand.Action, demand.Resource);
        request.Call.Demand(demand);
    }

    public WireAnswer Refuse(AwsError error, string requestId)
    {
        var code = QueryErrors.CodeOf(error.Code);
        return new WireAnswer(code.Status, ContentType, Write(new XElement(
            "ErrorResponse",
            new XElement(
                "Error",
                new XElement("Type", code.Status < 500 ? "Sender" : "Receiver"),
                new XElement("Code", code.Name),
                new XElement("Message", OnlyXml(error.Message))),
            new XElement("RequestId", requestId))));
    }

    ReadOnlyMemory<byte> Write(XElement root)
    {
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = XNamespace.Get(api.Namespace) + element.Name.LocalName;
        }

        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), OmitXmlDeclaration = true }))
        {
            root.WriteTo(writer);
        }

        return bytes.ToArray();
    }

    // A message may repeat what the client sent, and XML has no way to write some characters.
    static string OnlyXml(string text) => text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '?'));
}

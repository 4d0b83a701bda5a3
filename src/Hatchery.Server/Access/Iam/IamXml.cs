using System.Globalization;
using System.Xml.Linq;
using Hatchery.Core.Registry;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

/// <summary>What IAM's answers have in common.</summary>
static class IamXml
{
    /// <summary>Documents are percent-encoded inside the XML (RFC 3986); the clients decode them.</summary>
    public static string Document(string document) => PercentEncoding.Encode(document);

    public static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A list and where to go on: <c>IsTruncated</c>, and <c>Marker</c> if there is more.</summary>
    public static IEnumerable<XElement> List<T>(string element, Page<T> page, Func<T, XElement> member)
    {
        yield return new XElement(element, page.Items.Select(member));
        foreach (var end in End(page.Next))
        {
            yield return end;
        }
    }

    /// <summary>Where to go on, for answers with more than one list.</summary>
    public static IEnumerable<XElement> End(string? next)
    {
        yield return new XElement("IsTruncated", next is not null);
        if (next is not null)
        {
            yield return new XElement("Marker", Paging.Token(next));
        }
    }
}

namespace Hatchery.Core.Certificates.Facts;

/// <summary>Attribute types of distinguished names: AWS's field name and the short name of RFC 4519 in lower case.</summary>
static class NameAttribute
{
    /// <summary>Null for types that no policy variable reads, Locality among them. Source: AWS IoT "X.509 certificate policy variables".</summary>
    public static string? FieldOf(string oid) => oid switch
    {
        "2.5.4.3" => "CommonName",
        "2.5.4.4" => "Surname",
        "2.5.4.5" => "SerialNumber",
        "2.5.4.6" => "Country",
        "2.5.4.8" => "State",
        "2.5.4.10" => "Organization",
        "2.5.4.11" => "OrganizationalUnit",
        "2.5.4.12" => "Title",
        "2.5.4.42" => "GivenName",
        "2.5.4.43" => "Initials",
        "2.5.4.44" => "GenerationQualifier",
        "2.5.4.46" => "DistinguishedNameQualifier",
        "2.5.4.65" => "Pseudonym",
        _ => null,
    };

    public static string ShortNameOf(string oid) => oid switch
    {
        "2.5.4.3" => "cn",
        "2.5.4.4" => "sn",
        "2.5.4.5" => "serialnumber",
        "2.5.4.6" => "c",
        "2.5.4.7" => "l",
        "2.5.4.8" => "st",
        "2.5.4.9" => "street",
        "2.5.4.10" => "o",
        "2.5.4.11" => "ou",
        "2.5.4.12" => "title",
        "2.5.4.42" => "givenname",
        "2.5.4.43" => "initials",
        "2.5.4.44" => "generationqualifier",
        "2.5.4.46" => "dnqualifier",
        "2.5.4.65" => "pseudonym",
        "0.9.2342.19200300.100.1.1" => "uid",
        "0.9.2342.19200300.100.1.25" => "dc",
        "1.2.840.113549.1.9.1" => "emailaddress",
        _ => oid,
    };
}

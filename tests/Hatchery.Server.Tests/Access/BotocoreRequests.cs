namespace Hatchery.Server.Tests.Access;

/// <summary>
/// Requests as botocore 1.43 signed them with one key at 2026-01-31T12:00:00Z: what real clients send, byte for byte.
/// </summary>
static class BotocoreRequests
{
    public const string AccessKeyId = "AKIAEXAMPLEEXAMPLE12";
    public const string SecretAccessKey = "secret/with+chars";
    public static readonly DateTimeOffset SignedAt = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static readonly BotocoreRequest[] All =
    [
        new("plain get", "GET", "/endpoint?endpointType=iot%3AData-ATS", "", [], "iot", "host;x-amz-date",
            "3a86d50f50a7186564dc96a0d4396164f38f10f0334841c9672e5e7155421952"),
        new("arn in one label", "POST", "/attached-policies/arn%3Aaws%3Aiot%3Aus-east-1%3A000000000000%3Acert%2Fab?recursive=true&pageSize=5", "", [("Content-Type", "application/json")], "iot", "content-type;host;x-amz-date",
            "e860e90cd9eb6f41bbe3732896f1c6e3747d5453ca259d2780294d557f0038db"),
        new("percent sign in a label", "GET", "/things/100%25%2F2", "", [], "iot", "host;x-amz-date",
            "e636e082f843d362f44a23eb2d778b76aca9d603b3c468a3311e144b5c5ab3a3"),
        new("body", "POST", "/policies/p%2B1", "{\"policyDocument\": \"{}\"}", [("Content-Type", "application/json"), ("User-Agent", "x")], "iot", "content-type;host;x-amz-date",
            "581cc84234d5bf657aca3d9037861254a7289362935e306cdd72e112c23f5413"),
        new("unsorted, empty and duplicate query", "GET", "/things?b=2&a=&b=1&c&A=%2F", "", [], "iot", "host;x-amz-date",
            "dc78b67bf9b1c6f93509e3f25bbcce8aa988e0a46de1e87da39f9d49474182ca"),
        new("header with blanks", "PUT", "/principal-policies/p", "", [("x-amzn-iot-principal", "  arn:aws   x  ")], "iot", "host;x-amz-date;x-amzn-iot-principal",
            "d785bc50764ba0cc8afd647c9de231f776b8d4ccc3074f8c792eb981c0bb9c8a"),
        new("non-ASCII", "GET", "/things?attributeValue=%C3%A9~-_.", "", [], "iot", "host;x-amz-date",
            "b73adfe5e51c79df00ee846af4554b50ffd7528d99f50c1f04ab9e0eeb8bf931"),
        new("dot segments and double slashes", "GET", "/a//b/./c/../d/", "", [], "iot", "host;x-amz-date",
            "d8bd4bd863a5d260af52be06708b3414abb9beaf0bff9c5d09727b3cde14be00"),
        new("slash encoded twice", "GET", "/things/a%252Fb", "", [], "iot", "host;x-amz-date",
            "eeb59c7f8efa5825c6aaa67142bb61ce9169546914d522bbd3bc7220df0c26b1"),
        new("slash in a label", "POST", "/topics/a%2Fb?qos=1", "hello", [], "iotdata", "host;x-amz-date",
            "204be4da82291e53ed5b3523dc2e889776e4c0b35677ec6c0f5c0687e00bc2cf"),
        new("spaces in label and query", "GET", "/things/a%20b?attributeValue=x%20y", "", [], "iot", "host;x-amz-date",
            "2f2eb0ffb28f7e78f83ab7dcd7084deb646a0cb1382b67ea26d64c05f9ec1606"),
        new("Unicode in a label", "GET", "/things/%C3%A9%E6%97%A5%F0%9F%98%80", "", [], "iot", "host;x-amz-date",
            "aab1b535985a066dbf01212eb2d2847f170a7ad74f98140ce388da2dbfde29c5"),
        new("one query key four times", "GET", "/things?a=2&a=1&a=10&a=", "", [], "iot", "host;x-amz-date",
            "058fe5063eb28b92659523d04b7b4afb5afed3c6f452447a6fcda19424d4a1c1"),
        new("plus, equals and percent signs in the query", "GET", "/things?a=1%2B2%3D3&b=%25", "", [], "iot", "host;x-amz-date",
            "d5084f82f0a5c19cf0dbce7257bd474887104463194d28b6d7c2585d6837549c"),
        new("root path of iam", "POST", "/", "Action=GetRole&RoleName=x&Version=2010-05-08", [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")], "iam", "content-type;host;x-amz-date",
            "b99429a1446ddcad0853fb6f74c840c0533c18148b3f4e99e802a033608584e7"),
    ];
}

sealed record BotocoreRequest(
    string Name,
    string Method,
    string Target,
    string Body,
    (string Name, string Value)[] Headers,
    string Service,
    string SignedHeaders,
    string Signature);

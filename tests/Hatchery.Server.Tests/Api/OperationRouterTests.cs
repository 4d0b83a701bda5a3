using Hatchery.Core;
using Hatchery.Server.Api;

namespace Hatchery.Server.Tests.Api;

public sealed class OperationRouterTests
{
    readonly OperationRouter router = new([.. OperationTable.All, .. OperationTable.Unbuilt]);

    [Theory]
    [InlineData("POST", "/things/t", "CreateThing")]
    [InlineData("POST", "/things", "RegisterThing")]
    [InlineData("PUT", "/thing-groups/addThingToThingGroup", "AddThingToThingGroup")]
    [InlineData("GET", "/thing-groups/addThingToThingGroup", "DescribeThingGroup")]
    [InlineData("GET", "/principals/things", "ListPrincipalThings")]
    [InlineData("GET", "/things/t/principals-v2", "ListThingPrincipalsV2")]
    [InlineData("POST", "/target-policies/p", "DetachPolicy")]
    [InlineData("PUT", "/target-policies/p", "AttachPolicy")]
    [InlineData("POST", "/certificate/register-no-ca", "RegisterCertificateWithoutCA")]
    [InlineData("GET", "/cacertificates", "ListCACertificates")]
    public void Finds_the_operation(string method, string target, string operation) =>
        Assert.Equal(operation, router.Find(method, RawTarget.Parse(target)).Operation.Name);

    [Fact]
    public void A_label_may_hold_slashes()
    {
        var (operation, labels) = router.Find("POST", RawTarget.Parse("/attached-policies/arn%3Aaws%3Aiot%3Ar%3A1%3Acert%2Fab?recursive=true"));

        Assert.Equal("ListAttachedPolicies", operation.Name);
        Assert.Equal("arn:aws:iot:r:1:cert/ab", labels["target"]);
    }

    [Fact]
    public void A_label_is_decoded_once() =>
        Assert.Equal("a%2Fb", router.Find("GET", RawTarget.Parse("/policies/a%252Fb")).Labels["policyName"]);

    [Theory]
    [InlineData("GET", "/nothing/of/the/kind")]
    [InlineData("OPTIONS", "/things/t")]
    [InlineData("get", "/things/t")]
    [InlineData("GET", "/policies/a/b/c/d")]
    [InlineData("GET", "/")]
    public void Anything_else_is_no_operation(string method, string target)
    {
        var refusal = Assert.Throws<AwsError>(() => router.Find(method, RawTarget.Parse(target)));
        Assert.Equal(("UnknownOperationException", 404), (refusal.Code.Name, refusal.Code.Status));
    }
}

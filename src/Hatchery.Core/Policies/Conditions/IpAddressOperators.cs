using Hatchery.Core.Policies.Patterns;

namespace Hatchery.Core.Policies.Conditions;

static class IpAddressOperators
{
    static readonly ConditionOperator IpAddress = new("IpAddress", PatternSyntax.Variables, IsInRange)
    {
        CanRead = text => AddressRange.TryParse(text, out _),
    };

    public static readonly ConditionOperator[] All = [IpAddress, IpAddress.Not("NotIpAddress")];

    static bool IsInRange(string value, TextPattern operand, MatchScope scope) =>
        AddressRange.TryParse(operand.Expand(scope), out var range) && range.Contains(value);
}

using Hatchery.Core.Policies.Patterns;
using Hatchery.Core.Policies.Variables;

namespace Hatchery.Core.Policies.Conditions;

/// <summary>One operator on one key; a statement's conditions must all hold, while one of the operands is enough.</summary>
/// <param name="Name">The operator as it is written, e.g. <c>ForAnyValue:StringEquals</c>.</param>
sealed record Condition(string Name, ConditionOperator Operator, ValueSet Set, bool IfExists, PolicyVariable Key, TextPattern[] Operands)
{
    public bool Holds(MatchScope scope)
    {
        // What can't be judged must neither open an Allow nor switch off a Deny.
        if (Key.IsUnreadable)
        {
            return scope.LiteralsStay;
        }

        var values = Key.Read(scope.Context);
        if (Operator == ConditionOperators.Null)
        {
            return NullHolds(values.Count == 0, scope);
        }

        // "Differs from something unknown" must not open an Allow.
        if (Operator.IsNegated && !scope.LiteralsStay && HasUnresolvedOperand(scope.Context))
        {
            return false;
        }

        if (values.Count == 0)
        {
            return HoldsWithoutValue();
        }

        return Set switch
        {
            ValueSet.All => CountPassing(values, scope) == values.Count,
            ValueSet.Any => CountPassing(values, scope) > 0,

            // A key with several values needs a set operator; without one, any value may equal and none may be forbidden.
            _ => Operator.IsNegated ? CountPassing(values, scope) == values.Count : CountPassing(values, scope) > 0,
        };
    }

    // IAM: a missing key fails a positive operator and passes a negated one, IfExists always passes, the set prefixes decide for themselves.
    bool HoldsWithoutValue() => IfExists || Set switch
    {
        ValueSet.All => true,
        ValueSet.Any => false,
        _ => Operator.IsNegated,
    };

    bool NullHolds(bool isMissing, MatchScope scope)
    {
        foreach (var operand in Operands)
        {
            if (bool.TryParse(operand.Expand(scope), out var mustBeMissing) && mustBeMissing == isMissing)
            {
                return true;
            }
        }

        return false;
    }

    bool HasUnresolvedOperand(PolicyContext context)
    {
        foreach (var operand in Operands)
        {
            if (!operand.IsResolved(context))
            {
                return true;
            }
        }

        return false;
    }

    int CountPassing(VariableValue values, MatchScope scope)
    {
        var passing = 0;
        for (var i = 0; i < values.Count; i++)
        {
            if (AnyOperandMatches(Key.ConditionText(values[i]), scope) != Operator.IsNegated)
            {
                passing++;
            }
        }

        return passing;
    }

    bool AnyOperandMatches(string value, MatchScope scope)
    {
        foreach (var operand in Operands)
        {
            if (Operator.Test(value, operand, scope))
            {
                return true;
            }
        }

        return false;
    }
}

using System.Reflection;

namespace Hatchery.Core.Tests.Policies;

/// <summary>An interface of which a test needs two or three members; any other call fails.</summary>
public class Stub : DispatchProxy
{
    Dictionary<string, Func<object?[], object?>> _members = [];

    public static T Of<T>(Dictionary<string, Func<object?[], object?>> members)
        where T : class
    {
        var proxy = Create<T, Stub>();
        ((Stub)(object)proxy)._members = members;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _members.TryGetValue(targetMethod!.Name, out var member) ? member(args ?? []) : throw new InvalidOperationException($"{targetMethod.Name} is not expected");
}

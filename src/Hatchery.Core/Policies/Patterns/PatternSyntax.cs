namespace Hatchery.Core.Policies.Patterns;

/// <summary>What is special in a pattern's source.</summary>
[Flags]
enum PatternSyntax
{
    /// <summary>Nothing: the text as it is.</summary>
    Plain = 0,

    /// <summary><c>*</c> is any run of characters, <c>/</c> included; <c>?</c> is one character. <c>+</c> and <c>#</c> are plain.</summary>
    Wildcards = 1,

    /// <summary><c>${name}</c>, and the escapes <c>${*}</c>, <c>${?}</c>, <c>${$}</c>.</summary>
    Variables = 2,

    IgnoreCase = 4,

    Resource = Wildcards | Variables,
    Action = Wildcards | IgnoreCase,
}

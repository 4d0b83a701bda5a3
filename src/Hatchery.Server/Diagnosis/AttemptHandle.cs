using Hatchery.Core.Diagnosis;

namespace Hatchery.Server.Diagnosis;

/// <summary>Something people know an attempt by.</summary>
readonly record struct AttemptHandle(string Kind, string Value)
{
    public const string Address = "address";
    public const string Client = "client";
    public const string Certificate = "certificate";
    public const string Thing = "thing";
    public const string Parameter = "parameter";

    public static IEnumerable<AttemptHandle> Of(Attempt attempt)
    {
        yield return new(Address, attempt.Address);
        if (attempt.ClientId is { Length: > 0 } client)
        {
            yield return new(Client, client);
        }

        foreach (var other in attempt.OtherClientIds)
        {
            yield return new(Client, other);
        }

        foreach (var other in attempt.OtherCertificateIds)
        {
            yield return new(Certificate, other);
        }

        if (attempt.CertificateId is { } certificate)
        {
            yield return new(Certificate, certificate);
        }

        if (attempt.NewCertificateId is { } made)
        {
            yield return new(Certificate, made);
        }

        if (attempt.ThingName is { } thing)
        {
            yield return new(Thing, thing);
        }

        foreach (var value in attempt.Parameters.Values)
        {
            if (value.Length is > 0 and <= AttemptLimits.HandleMax)
            {
                yield return new(Parameter, value);
            }
        }
    }
}

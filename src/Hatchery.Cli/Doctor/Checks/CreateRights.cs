using Hatchery.Cli.Aws;

namespace Hatchery.Cli.Doctor.Checks;

/// <summary>The claim's policies let it get a certificate, by keys or by CSR, and hear the answer.</summary>
static class CreateRights
{
    static readonly (string Operation, string Topic)[] Ways =
        [("CreateKeysAndCertificate", "$aws/certificates/create"), ("CreateCertificateFromCsr", "$aws/certificates/create-from-csr")];

    public static readonly DoctorCheck Check = new("create-rights", "Get a certificate", LookAsync) { Needs = [ClaimState.Check] };

    static async Task<Finding> LookAsync(Examination of, CancellationToken ct)
    {
        try
        {
            var denied = new List<(string Operation, IReadOnlyList<Denial> Denials)>();
            foreach (var (operation, topic) in Ways)
            {
                denied.Add((operation, await Rights.DeniedAsync(of, topic, "json", ct)));
            }

            return Judge(denied);
        }
        catch (AwsApiException e)
        {
            return Rights.NotAsked(e);
        }
    }

    /// <summary>One way is enough; that only one is open is told, as firmware must take it.</summary>
    public static Finding Judge(IReadOnlyList<(string Operation, IReadOnlyList<Denial> Denials)> ways)
    {
        var open = ways.Where(way => way.Denials.All(denial => denial.IsReceive)).ToList();
        if (open is [])
        {
            var (operation, denials) = ways.MinBy(way => way.Denials.Count);
            var first = denials.First(denial => !denial.IsReceive);
            return Finding.Problem($"{operation}: {first.What}", first.Fix);
        }

        if (open.All(way => way.Denials is not []))
        {
            var first = open[0].Denials[0];
            return Finding.Warning($"{first.What}: at AWS the answer does not come", first.Fix);
        }

        return Finding.Ok($"{string.Join(" and ", open.Where(way => way.Denials is []).Select(way => way.Operation))}{(open.Count < ways.Count ? " only" : "")}");
    }
}

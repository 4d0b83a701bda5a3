using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Templates;
using Hatchery.Server.Certificates;

namespace Hatchery.Server.Provisioning;

/// <summary>
/// Registers things by a template of kind <see cref="TemplateKind.Registration"/>: RegisterThing of the API, and bulk tasks. In two
/// steps, so that all that costs time is done before a transaction begins.
/// </summary>
public sealed class ThingRegistration(CertificateIssuer issuer, AwsAccount account, TimeProvider time)
{
    /// <summary>Fills the template in, and signs its CSR or reads its PEM.</summary>
    /// <exception cref="AwsError">ResourceRegistrationFailureException.</exception>
    public PreparedRegistration Prepare(TemplateDocument template, IReadOnlyDictionary<string, string> parameters) =>
        RegistrationFailure.Map(() => Render(template, parameters));

    PreparedRegistration Render(TemplateDocument template, IReadOnlyDictionary<string, string> parameters)
    {
        var now = time.GetUtcNow();
        var rendered = template.RenderRegistration(parameters);
        var incoming = rendered.Certificate?.New switch
        {
            NewCertificate.FromSigningRequest request => IncomingCertificate.Issued(issuer.IssueFor(CertificateSigningRequest.Parse(request.Pem)), now),
            NewCertificate.FromPem presented => IncomingCertificate.Presented(presented.Pem, presented.CaPem, now),
            _ => null,
        };
        if (incoming is not null)
        {
            rendered = rendered with { Certificate = rendered.Certificate! with { Id = incoming.Certificate.Id } };
        }

        return new PreparedRegistration(rendered, parameters, incoming, account, Guid.NewGuid().ToString(), now);
    }
}

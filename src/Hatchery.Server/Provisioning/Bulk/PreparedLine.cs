using Hatchery.Core;
using Hatchery.Core.Templates;

namespace Hatchery.Server.Provisioning.Bulk;

/// <summary>A line whose certificate is signed, or what is wrong with it.</summary>
sealed record PreparedLine(InputLine Line, PreparedRegistration? Registration, AwsError? Error)
{
    public static PreparedLine Of(InputLine line, TemplateDocument template, ThingRegistration engine)
    {
        try
        {
            return new PreparedLine(line, engine.Prepare(template, RegistrationLine.Parse(line)), null);
        }
        catch (AwsError e)
        {
            return new PreparedLine(line, null, e);
        }
    }
}

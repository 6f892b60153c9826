"""What learning object metadata may hold: IMS 1.2.1 (SCORM 1.2) and IEEE 1484.12.3 (2004); knows no package."""

from __future__ import annotations

from lernbuild.validate.shapes import Table

_LANG = "langstring+"
_CHOICE = "source value"

# IMS Learning Resource Meta-data 1.2.1: everything in a fixed order.
IMSMD: Table = {
    "lom": "general? lifecycle? metametadata? technical? educational? rights? relation* annotation* classification*",
    "general": "identifier? title? catalogentry* language* description* keyword* coverage* structure? aggregationlevel?"
    " | | any",
    "lifecycle": "version? status? contribute* | | any",
    "metametadata": "identifier? catalogentry* contribute* metadatascheme* language? | | any",
    "technical": "format* size? location* requirement* installationremarks? otherplatformrequirements? duration?"
    " | | any",
    "educational": "interactivitytype? learningresourcetype* interactivitylevel? semanticdensity? intendedenduserrole*"
    " context* typicalagerange* difficulty? typicallearningtime? description? language* | | any",
    "rights": "cost? copyrightandotherrestrictions? description? | | any",
    "relation": "kind? resource? | | any",
    "annotation": "person? date? description? | | any",
    "classification": "purpose? taxonpath* description? keyword* | | any",
    "resource": "identifier? description? catalogentry* | | any",
    "catalogentry": "catalog entry | | any",
    "contribute": "role centity* date? | | any",
    "requirement": "type? name? minimumversion? maximumversion? | | any",
    "taxonpath": "source? taxon?",
    "taxon": "id? entry? taxon?",
    "centity": "vcard",
    "person": "vcard",
    "date": "datetime? description?",
    "duration": "datetime? description?",
    "typicallearningtime": "datetime? description?",
    **dict.fromkeys(["aggregationlevel", "context", "copyrightandotherrestrictions", "cost", "difficulty"], _CHOICE),
    **dict.fromkeys(["intendedenduserrole", "interactivitylevel", "interactivitytype", "kind", "name"], _CHOICE),
    **dict.fromkeys(["learningresourcetype", "purpose", "role", "semanticdensity", "status", "structure"], _CHOICE),
    "type": _CHOICE,
    **dict.fromkeys(["coverage", "description", "entry", "installationremarks", "keyword"], _LANG),
    **dict.fromkeys(["otherplatformrequirements", "title", "typicalagerange", "version"], _LANG),
    "source": "langstring",
    "value": "langstring",
    "langstring": "| | any",
    "location": "| type:[URI;TEXT] | any",
    **dict.fromkeys(["catalog", "datetime", "format", "id", "identifier", "language", "maximumversion"], "| | any"),
    **dict.fromkeys(["metadatascheme", "minimumversion", "vcard"], "| | any"),
    "size": "| | integer",
}

_STRING = "~ string*"
_LEVEL = "[very low;low;medium;high;very high]"
_PURPOSE = (
    "[discipline;idea;prerequisite;educational objective;accessibility restrictions;educational level;skill level;"
    "security level;competency]"
)
_ROLE = (
    "[author;publisher;unknown;initiator;terminator;validator;editor;graphical designer;technical implementer;"
    "content provider;technical validator;educational validator;script writer;instructional designer;"
    "subject matter expert]"
)
_TYPE = (
    "[exercise;simulation;questionnaire;diagram;figure;graph;index;slide;table;narrative text;exam;experiment;"
    "problem statement;self assessment;lecture]"
)
_KIND = (
    "[ispartof;haspart;isversionof;hasversion;isformatof;hasformat;references;isreferencedby;isbasedon;isbasisfor;"
    "requires;isrequiredby]"
)
VOCABULARY = {
    "structure": "[atomic;collection;networked;hierarchical;linear]",
    "aggregationLevel": "[1;2;3;4]",
    "status": "[draft;final;revised;unavailable]",
    "role": _ROLE,
    "type": "[operating system;browser]",
    "name": "[pc-dos;ms-windows;macos;unix;multi-os;none;any;netscape communicator;ms-internet explorer;opera;amaya]",
    "interactivityType": "[active;expositive;mixed]",
    "learningResourceType": _TYPE,
    "interactivityLevel": _LEVEL,
    "semanticDensity": _LEVEL,
    "intendedEndUserRole": "[teacher;author;learner;manager]",
    "context": "[school;higher education;training;other]",
    "difficulty": "[very easy;easy;medium;difficult;very difficult]",
    "cost": "[yes;no]",
    "copyrightAndOtherRestrictions": "[yes;no]",
    "kind": _KIND,
    "purpose": _PURPOSE,
}
"""The values of LOMv1.0; another source may bring its own words, so these are judged only for this one."""

# IEEE LOM: any order, most elements at most once.
LOM: Table = {
    "lom": "~ general? lifeCycle? metaMetadata? technical? educational* rights? relation* annotation* classification*",
    "general": "~ identifier* title? language* description* keyword* coverage* structure? aggregationLevel?",
    "identifier": "~ catalog? entry?",
    "lifeCycle": "~ version? status? contribute*",
    "contribute": "~ role? entity* date?",
    "metaMetadata": "~ identifier* contribute* metadataSchema* language?",
    "technical": "~ format* size? location* requirement* installationRemarks? otherPlatformRequirements* duration?",
    "requirement": "~ orComposite*",
    "orComposite": "~ type? name? minimumVersion? maximumVersion?",
    "educational": "~ interactivityType? learningResourceType* interactivityLevel? semanticDensity?"
    " intendedEndUserRole* context* typicalAgeRange* difficulty? typicalLearningTime? description* language*",
    "rights": "~ cost? copyrightAndOtherRestrictions? description?",
    "relation": "~ kind? resource?",
    "resource": "~ identifier* description*",
    "annotation": "~ entity? date? description?",
    "classification": "~ purpose? taxonPath* description? keyword*",
    "taxonPath": "~ source? taxon*",
    "taxon": "~ id? entry?",
    **dict.fromkeys(["title", "description", "keyword", "coverage", "version", "installationRemarks"], _STRING),
    **dict.fromkeys(["otherPlatformRequirements", "typicalAgeRange", "taxonPath/source", "taxon/entry"], _STRING),
    "string": "| language:language | any",
    "date": "~ dateTime? description?",
    "dateTime": "| | moment",
    "duration": "~ duration? description?",
    "duration/duration": "| | duration",
    "typicalLearningTime": "~ duration? description?",
    "typicalLearningTime/duration": "| | duration",
    "language": "| | tongue",
    "size": "| | count",
    **dict.fromkeys(["catalog", "entry", "entity", "metadataSchema", "format", "location", "id"], "| | any"),
    **dict.fromkeys(["minimumVersion", "maximumVersion"], "| | any"),
    **dict.fromkeys(VOCABULARY, "~ source? value?"),
    "source": "| | filled",
    "value": "| | any",
}

META_ROLES = "[creator;validator]"
"""Roles of a contribution to the metadata itself."""

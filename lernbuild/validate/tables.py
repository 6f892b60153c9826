"""What the elements of the standards may hold, by our own reading of their papers; knows no package.

The notation is that of ``shapes``. Tests compare these tables with the official schemas.
"""

from __future__ import annotations

from lernbuild.validate.shapes import Table

# IMS Content Packaging 1.1.2 to 1.1.4; what rules P2 to P10 judge by name is left open here.
IMSCP: Table = {
    "manifest": "metadata? organizations? resources? manifest* | identifier version | any",
    "metadata": "schema? schemaversion? | | any",
    "schema": "| | any",
    "schemaversion": "| | any",
    "organizations": "organization* | default | any",
    "organization": "title? item* metadata? | identifier structure | any",
    "item": "title? item* metadata? | identifier identifierref isvisible:bool parameters | any",
    "title": "| | any",
    "resources": "resource* | | any",
    "resource": "metadata? file* dependency* | identifier type href | any",
    "file": "metadata? | href | any",
    "dependency": "| identifierref | any",
}

# IMS Simple Sequencing 1.0 (SCORM 2004 SN book, appendix).
_TIMING = "[never;once;onEachNewAttempt]"
_CONDITION = (
    "satisfied;objectiveStatusKnown;objectiveMeasureKnown;completed;activityProgressKnown;attempted;"
    "attemptLimitExceeded;timeLimitExceeded;outsideAvailableTimeRange"
)
_OBJECTIVE = "minNormalizedMeasure? mapInfo* | satisfiedByMeasure:bool objectiveID:anyuri"
IMSSS: Table = {
    "sequencingCollection": "sequencing+",
    "sequencing": "controlMode? sequencingRules? limitConditions? auxiliaryResources? rollupRules? objectives?"
    " randomizationControls? deliveryControls? | ID IDRef",
    "controlMode": "| choice:bool choiceExit:bool flow:bool forwardOnly:bool useCurrentAttemptObjectiveInfo:bool"
    " useCurrentAttemptProgressInfo:bool",
    "sequencingRules": "preConditionRule* exitConditionRule* postConditionRule*",
    "preConditionRule": "ruleConditions? ruleAction",
    "exitConditionRule": "ruleConditions? ruleAction",
    "postConditionRule": "ruleConditions? ruleAction",
    "ruleConditions": "ruleCondition+ | conditionCombination:[all;any]",
    "ruleCondition": "| referencedObjective:anyuri measureThreshold:measure operator:[not;noOp]"
    f" condition:[{_CONDITION};objectiveMeasureGreaterThan;objectiveMeasureLessThan;always]!",
    "preConditionRule/ruleAction": "| action:[skip;disabled;hiddenFromChoice;stopForwardTraversal]!",
    "exitConditionRule/ruleAction": "| action:[exit]!",
    "postConditionRule/ruleAction": "| action:[exitParent;exitAll;retry;retryAll;continue;previous]!",
    "limitConditions": "| attemptLimit:count attemptAbsoluteDurationLimit:span attemptExperiencedDurationLimit:span"
    " activityAbsoluteDurationLimit:span activityExperiencedDurationLimit:span beginTimeLimit:datetime"
    " endTimeLimit:datetime",
    "auxiliaryResources": "auxiliaryResource*",
    "auxiliaryResource": "| auxiliaryResourceID:anyuri! purpose!",
    "rollupRules": "rollupRule* | rollupObjectiveSatisfied:bool rollupProgressCompletion:bool"
    " objectiveMeasureWeight:unit",
    "rollupRule": "rollupConditions rollupAction | childActivitySet:[all;any;none;atLeastCount;atLeastPercent]"
    " minimumCount:count minimumPercent:unit",
    "rollupConditions": "rollupCondition+ | conditionCombination:[all;any]",
    "rollupCondition": f"| operator:[not;noOp] condition:[{_CONDITION}]!",
    "rollupAction": "| action:[satisfied;notSatisfied;completed;incomplete]!",
    "objectives": "primaryObjective objective*",
    "primaryObjective": _OBJECTIVE,
    "objective": _OBJECTIVE + "!",
    "minNormalizedMeasure": "| | threshold",
    "mapInfo": "| targetObjectiveID:anyuri! readSatisfiedStatus:bool readNormalizedMeasure:bool"
    " writeSatisfiedStatus:bool writeNormalizedMeasure:bool",
    "randomizationControls": f"| randomizationTiming:{_TIMING} selectCount:count reorderChildren:bool"
    f" selectionTiming:{_TIMING}",
    "deliveryControls": "| tracked:bool completionSetByContent:bool objectiveSetByContent:bool",
}

# ADL's extensions of SCORM 2004.
_ROLLUP = "[always;ifAttempted;ifNotSkipped;ifNotSuspended]"
ADLSEQ: Table = {
    "constrainedChoiceConsiderations": "| preventActivation:bool constrainChoice:bool",
    "rollupConsiderations": f"| requiredForSatisfied:{_ROLLUP} requiredForNotSatisfied:{_ROLLUP}"
    f" requiredForCompleted:{_ROLLUP} requiredForIncomplete:{_ROLLUP} measureSatisfactionIfActive:bool",
    "objectives": "objective+",
    "objective": "mapInfo+ | objectiveID:anyuri!",
    "mapInfo": "| targetObjectiveID:anyuri! readRawScore:bool readMinScore:bool readMaxScore:bool"
    " readCompletionStatus:bool readProgressMeasure:bool writeRawScore:bool writeMinScore:bool writeMaxScore:bool"
    " writeCompletionStatus:bool writeProgressMeasure:bool",
}
ADLNAV: Table = {
    "presentation": "navigationInterface?",
    "navigationInterface": "hideLMSUI*",
    "hideLMSUI": "| | [abandon;continue;exit;previous;suspendAll;exitAll;abandonAll]",
}
_LIMIT_ACTION = "[exit,message;exit,no message;continue,message;continue,no message]"
ADLCP_2004: Table = {
    "location": "| | anyuri",
    "dataFromLMS": "| | any",
    "timeLimitAction": f"| | {_LIMIT_ACTION}",
    "completionThreshold": "| completedByMeasure:bool minProgressMeasure:unit progressWeight:unit | any",
    "data": "map+",
    "map": "| targetID:anyuri! readSharedData:bool writeSharedData:bool",
}
ADLCP_12: Table = {
    "location": "| | any",
    "prerequisites": "| type:[aicc_script]! | any",
    "maxtimeallowed": "| | any",
    "timelimitaction": f"| | {_LIMIT_ACTION}",
    "datafromlms": "| | any",
    "masteryscore": "| | any",
}

# cmi5 course structure (specification, section 13).
_STRUCTURE = "objectives? (au/block)+"
CMI5: Table = {
    "courseStructure": "course " + _STRUCTURE,
    "course": "title description | id:anyuri!",
    "objectives": "objective+",
    "objective": "~ title? description? | id:anyuri idref:anyuri",
    "block": f"title description {_STRUCTURE} | id:anyuri!",
    "au": "title description objectives? url launchParameters? entitlementKey? | id:anyuri! moveOn:"
    "[NotApplicable;Passed;Completed;CompletedAndPassed;CompletedOrPassed] masteryScore:unit"
    " launchMethod:[AnyWindow;OwnWindow] activityType",
    "title": "langstring+",
    "description": "langstring+",
    "langstring": "| lang:language | any",
    "url": "| | filled",
    "launchParameters": "| | open",
    "entitlementKey": "| | open",
}
